/** Where a one-time link leads, behind the server's address. */
export function invitationPath(token: string): string {
  return `/sign-in/invitation?token=${token}`;
}
