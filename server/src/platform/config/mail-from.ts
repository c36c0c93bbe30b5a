/** The sender of mail. Without a name it is the business's. */
export interface MailFrom {
  readonly address: string
  readonly name: string | undefined
}

const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)*$/i

/** Parses `no-reply@example.com` or `Meadow <no-reply@example.com>`; undefined for anything else (ATO-32). */
export function parseMailFrom(text: string): MailFrom | undefined {
  const [, quoted, bare, inBrackets] = /^(?:"([^"\\]+)"|([^"<>\\]*?))\s*<([^<>]+)>$/.exec(text) ?? []
  const address = inBrackets ?? text
  const name = (quoted ?? bare)?.trim()
  if (!ADDRESS.test(address) || /\p{Cc}/u.test(text)) return undefined
  return { address, name: name === '' ? undefined : name }
}
