/** What goes back over the wire. */
export interface Answer {
  status: number;
  body: string;
  headers: Readonly<Record<string, string>>;
}
