import { settingsFor } from '#domain/settings'

/** A mail server of an environment, without its password. */
export interface OwnServer {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly sender: { readonly address: string; readonly name: string | undefined }
}

/** The server that the settings of an environment name; undefined where it has none, or does not use it. */
export function ownServerOf(settings: unknown): OwnServer | undefined {
  const { isCustomSender, ...said } = settingsFor({ environment: settings }).values
  const { smtpHost: host, smtpPort: port, smtpUser: user, senderEmail: address, senderName: name } = said
  if (!isCustomSender || host === null || port === null || address === null) return undefined
  return { host, port, user: user ?? undefined, sender: { address, name: name ?? undefined } }
}
