/** What a word on the page says when it is pointed at. */
export interface Named {
  readonly label: string;
  readonly meaning: string;
}
