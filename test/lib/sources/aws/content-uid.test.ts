import { contentUid } from '../../../../lib/sources/aws/content-uid';

describe('contentUid', () => {
  it('is the same whatever order the keys come in', () => {
    expect(contentUid({ a: 1, b: { c: [1, null], d: 'x' } })).toBe(
      contentUid({ b: { d: 'x', c: [1, null] }, a: 1 }),
    );
  });

  it('tells content apart, also under a __proto__ key', () => {
    const uids = ['{"a":1}', '{"a":"1"}', '{"a":[1]}', '{"__proto__":1}', '{"__proto__":2}', '{}'].map(
      (text) => contentUid(JSON.parse(text)),
    );

    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.every((uid) => /^[0-9a-f]{32}$/.test(uid))).toBe(true);
  });
});
