import { sha256Hex } from '#platform/crypto'

/** First and last name joined (reading P7-8); undefined when neither is known. */
export function displayName(profile: { givenName: string | null; familyName: string | null }): string | undefined {
  const name = [profile.givenName, profile.familyName].filter((part) => part !== null && part !== '').join(' ')
  return name === '' ? undefined : name
}

/** The picture that Gravatar keeps for an address, or a neutral one. */
export function gravatarOf(email: string): string {
  return `https://www.gravatar.com/avatar/${sha256Hex(email.trim().toLowerCase())}?d=mp`
}
