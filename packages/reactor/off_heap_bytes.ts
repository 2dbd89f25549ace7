/**
 * Memory of so many bytes or more lies outside of the heap. What is smaller V8 may keep inside, up to 64
 * bytes, where a collector moves it.
 */
export const OFF_HEAP_BYTES = 128;
