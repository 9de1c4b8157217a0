import { LocalKeyValueStore } from '../../../../lib/targets/local/key-value-store';

/** Program for tests: adds one to a shared number so many times, by compare-and-set. */
async function main(folder: string, times: number): Promise<void> {
  const store = new LocalKeyValueStore(folder, { shared: true });
  for (let done = 0; done < times; ) {
    const found = await store.get('number');
    const next = String(Number(found?.value ?? 0) + 1);
    const won = found
      ? await store.replace('number', next, found.version)
      : await store.putIfAbsent('number', next);
    done += won ? 1 : 0;
    if (won) {
      process.stdout.write('+');
    }
  }
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
