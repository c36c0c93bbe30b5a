/** Where the server is and who we are to it; `npm run setup` writes both to `.env.local`. */
export interface Settings {
  readonly issuer: string
  readonly clientId: string
}

export function readSettings(): Settings | undefined {
  const { VITE_ISSUER: issuer, VITE_CLIENT_ID: clientId } = import.meta.env
  return issuer && clientId ? { issuer, clientId } : undefined
}
