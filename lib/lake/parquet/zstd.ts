import { Zstd } from '@hpcc-js/wasm-zstd';
import type { Codec } from './codec';
import { CodecId } from './format';

/** On masked JSON level 1 is both faster than the default 3 and as small. */
const LEVEL = 1;

let loading: Promise<Codec> | undefined;

/**
 * Zstandard as WebAssembly, so that the bytes depend on no library of the machine. Loaded once a process, about
 * 50 ms; compression itself is synchronous.
 */
export function loadZstd(): Promise<Codec> {
  loading ??= Zstd.load().then((zstd) => {
    const heap = heapOf(zstd);
    return { id: CodecId.ZSTD, compress: heap ? heapCompressor(heap) : (page) => zstd.compress(page, LEVEL) };
  });
  return loading;
}

interface Heap {
  readonly module: {
    readonly HEAPU8: Uint8Array;
    _malloc(size: number): number;
    _free(address: number): void;
  };
  readonly functions: {
    compressBound(size: number): number;
    compress(to: number, capacity: number, from: number, size: number, level: number): number;
    isError(code: number): boolean;
  };
}

/**
 * The library's own heap, which its types keep private. Its public `compress` spreads the result into an argument
 * list, which makes it five times slower; that one is used when a release hides the heap. The bytes are the same.
 */
function heapOf(zstd: Zstd): Heap | undefined {
  const inner = zstd as unknown as {
    _mainModule?: { _module?: Partial<Heap['module']> };
    _zstdClass?: Partial<Heap['functions']>;
  };
  const module = inner._mainModule?._module;
  const functions = inner._zstdClass;
  const complete =
    module?.HEAPU8 instanceof Uint8Array &&
    [module._malloc, module._free, functions?.compress, functions?.compressBound, functions?.isError].every(
      (part) => typeof part === 'function',
    );
  return complete ? ({ module, functions } as Heap) : undefined;
}

function heapCompressor({ module, functions }: Heap): (page: Uint8Array) => Uint8Array {
  return (page) => {
    const capacity = functions.compressBound(page.length);
    const from = module._malloc(page.length);
    const to = module._malloc(capacity);
    try {
      module.HEAPU8.set(page, from);
      const size = functions.compress(to, capacity, from, page.length, LEVEL);
      if (functions.isError(size)) {
        throw new Error(`zstd could not compress a page of ${page.length} bytes (code ${size})`);
      }
      return module.HEAPU8.slice(to, to + size);
    } finally {
      module._free(to);
      module._free(from);
    }
  };
}
