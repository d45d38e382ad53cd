/** The script of every worker, bundled into one; scripts/build/singleFile.ts makes it. */
declare module 'virtual:engine' {
  const script: string;
  export default script;
}
