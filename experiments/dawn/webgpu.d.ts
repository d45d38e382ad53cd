/** What is used of the package `webgpu`, so that the types are there where it is not installed. */
declare module 'webgpu' {
  export function create(options: string[]): GPU;
  export const globals: object;
}
