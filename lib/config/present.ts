/** Without the keys whose value is undefined, so that a result and its JSON are the same. */
export function present<Shape extends object>(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;
}
