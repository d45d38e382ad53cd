/** What an adapter says of itself, in Chrome from 113, whose first versions said less of it and in another place. */
export interface AdapterWords {
  readonly info?: Partial<Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'description' | 'isFallbackAdapter'>>;
  readonly isFallbackAdapter?: boolean;
}

/** Whether it is software, and its name in a few words; an empty one where the browser gives none. */
export function describeAdapter({ info = {}, isFallbackAdapter = false }: AdapterWords): {
  readonly software: boolean;
  readonly name: string;
} {
  const { vendor, architecture, description } = info;
  return {
    software: info.isFallbackAdapter ?? isFallbackAdapter,
    name: [vendor, architecture, description].filter(Boolean).join(', '),
  };
}
