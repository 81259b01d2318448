/** Who does something, and where. */
export interface By {
  workspaceId: string;
  userId: string | null;
}
