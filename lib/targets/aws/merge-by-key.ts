/** Several lists, each in key order, as one in key order. Each list is read no further than it is needed. */
export async function* mergeByKey<Entry extends { readonly key: string }>(
  lists: readonly AsyncIterable<Entry>[],
): AsyncIterable<Entry> {
  const iterators = lists.map((list) => list[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  for (;;) {
    let least = -1;
    let found: Entry | undefined;
    for (const [index, head] of heads.entries()) {
      if (!head.done && (found === undefined || head.value.key < found.key)) {
        [least, found] = [index, head.value];
      }
    }
    const iterator = iterators[least];
    if (found === undefined || iterator === undefined) {
      return;
    }
    yield found;
    heads[least] = await iterator.next();
  }
}
