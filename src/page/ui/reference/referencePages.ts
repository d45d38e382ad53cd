/** The pages of what can be looked up: facts of the world, and terms of art. */
export const REFERENCE_PAGES = ['facts', 'words'] as const;

export type ReferencePage = (typeof REFERENCE_PAGES)[number];
