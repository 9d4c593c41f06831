/** A row to bring into view and to give the focus; `index` -1 where it is not known. */
export interface Sought {
  id: string;
  index: number;
}
