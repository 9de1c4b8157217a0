import { validate } from '../../../../lib/ocsf/validate';
import { SOURCES } from '../../../../lib/sources';
import { awsRoute53Resolver } from '../../../../lib/sources/aws-route53-resolver/source';
import { normaliseAll, onlyEvent } from '../aws/normalise';
import { CASES, record } from './fixtures';

describe('the events of resolver query logs', () => {
  it.each(CASES)('are as the pair $name says', ({ raw, ocsf }) => {
    expect(onlyEvent(awsRoute53Resolver, raw)).toMatchObject(ocsf);
  });

  it.each(CASES)('are valid OCSF without warnings: $name', ({ raw }) => {
    const problems = validate(onlyEvent(awsRoute53Resolver, raw));

    expect(problems.filter(({ level }) => level !== 'recommended')).toEqual([]);
  });

  it.each(CASES)('come of a record that no other source claims: $name', ({ raw }) => {
    expect(SOURCES.filter((source) => source.recognise(raw))).toEqual([awsRoute53Resolver]);
  });

  it('say nothing of a firewall that judged nothing', () => {
    const event = onlyEvent(awsRoute53Resolver, record('answered'));

    expect(event).not.toHaveProperty('disposition_id');
    expect(event).not.toHaveProperty('firewall_rule');
    expect(event).not.toHaveProperty('unmapped');
  });

  it('have the same uid however a delivery orders the attributes, and another for another query', () => {
    const raw = record('answered');
    const turned = Object.fromEntries(Object.entries(raw).reverse());
    const uidOf = (one: typeof raw) => onlyEvent(awsRoute53Resolver, one).metadata;

    expect(uidOf(turned)).toEqual(uidOf(raw));
    expect(uidOf({ ...raw, srcport: '40124' })).not.toEqual(uidOf(raw));
  });

  it.each([
    ['NOERROR', 'NoError', 1],
    ['noerror', 'NoError', 1],
    ['SERVFAIL', 'ServError', 2],
    ['BADVERS', 'BADSIG_VERS', 2],
    ['RCODE17', 'RCODE17', 2],
  ])('have the response code %s as %s', (rcode, caption, status) => {
    const event = onlyEvent(awsRoute53Resolver, { ...record('answered'), rcode });

    expect([event.rcode, event.status_id, event.status_code]).toEqual([caption, status, rcode]);
  });

  it('keep an action that is none of AWS’s three, and what is said of a rule without a group', () => {
    const { firewall_rule_group_id: _, ...raw } = record('firewall-block');
    const event = onlyEvent(awsRoute53Resolver, { ...raw, firewall_rule_action: 'COUNT' });

    expect(event).toMatchObject({ action_id: 99, action: 'COUNT', disposition: 'COUNT' });
    expect(event.unmapped).toEqual({
      firewall_rule_action: 'COUNT',
      firewall_domain_list_id: 'rslvr-fdl-0123456789abcdef',
    });
  });

  it('keep what has no place: a port that is none, new attributes, answers without data', () => {
    const event = onlyEvent(awsRoute53Resolver, {
      ...record('answered'),
      srcport: '70000',
      srcids: { instance: 'i-1', pod: 'p-1' },
      answers: [{ Rdata: '203.0.113.1', Type: 'A', Class: 'IN', Ttl: 60 }, { Type: 'A' }],
      trace_id: 't-1',
    });

    expect(event.unmapped).toEqual({
      srcport: '70000',
      srcids: { pod: 'p-1' },
      answers: [{ Rdata: '203.0.113.1', Type: 'A', Class: 'IN', Ttl: 60 }, { Type: 'A' }],
      trace_id: 't-1',
    });
    expect(event.answers).toEqual([{ rdata: '203.0.113.1', type: 'A', class: 'IN' }]);
  });

  it('are none where the time is no time: the reason names it', () => {
    const { outcomes, events } = normaliseAll(awsRoute53Resolver, [
      { ...record('answered'), query_timestamp: 'yesterday' },
      'a line',
    ]);

    expect(events).toEqual([]);
    expect(outcomes).toEqual([
      { kind: 'quarantined', reason: expect.stringMatching(/^query_timestamp: .*"yesterday"/) },
      { kind: 'quarantined', reason: expect.stringContaining('no JSON object') },
    ]);
  });
});
