import { forwardingTo } from '../../../lib/forward/forwarding';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { MemoryStore } from '../../support/memory-store';
import { findingOf } from '../alerts/support';
import { keysBelow, SPLUNK, uidsIn } from './support';

const correlation = (uid: string, message = 'five sign-ins'): OcsfEvent => {
  const finding = findingOf({ uid });
  return { ...finding, message, metadata: { ...finding.metadata, log_name: 'correlation' } };
};

function forwarding() {
  const store = new MemoryStore();
  const told: string[] = [];
  const { tell } = forwardingTo([SPLUNK], store, async (findings) => {
    told.push(...findings.map(({ metadata }) => metadata.uid ?? ''));
  });
  return { store, told, tell };
}

describe('findings of correlations', () => {
  it('are handed over when they are told of, and told of all the same', async () => {
    const { store, told, tell } = forwarding();

    await tell([correlation('c1'), correlation('c2')]);

    expect(uidsIn(store).sort()).toEqual(['c1', 'c2']);
    expect(told).toEqual(['c1', 'c2']);
  });

  it('are handed over once, however many batches tell of them, and again when they have changed', async () => {
    const { store, tell } = forwarding();
    await tell([correlation('c1')]);
    for (const key of keysBelow(store)) {
      store.objects.delete(key);
    }

    await tell([correlation('c1')]);
    expect(keysBelow(store)).toEqual([]);
    await tell([correlation('c1', 'six sign-ins')]);

    expect(uidsIn(store)).toEqual(['c1']);
  });

  it('are all that is taken from what is told of: batches hand over their own findings', async () => {
    const { store, tell } = forwarding();

    await tell([findingOf({ uid: 'f1' }), { ...correlation('quiet'), is_alert: false }]);

    expect(keysBelow(store)).toEqual([]);
  });

  it('are left alone where nothing is forwarded', async () => {
    const tell = async () => undefined;

    expect(forwardingTo([], new MemoryStore(), tell)).toEqual({ tell });
  });
});
