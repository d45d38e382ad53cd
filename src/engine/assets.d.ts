/** Addresses of files that Vite puts beside the code; its own declarations would bring the DOM. */
declare module '*.wasm?url' {
  const address: string;
  export default address;
}

declare module '*.wasm?url&inline' {
  const address: string;
  export default address;
}
