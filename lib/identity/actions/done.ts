/** What came of an action by hand. */
export interface Done {
  /** By which it is undone; null where nothing had to be done. */
  actionId: string | null;
  /** Whether it was not so before. */
  changed: boolean;
  /** Customers that stand for another person than before. */
  moved: number;
}
