import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30
const DIGITS = 6
/** Clocks may differ by one step (RFC 6238 section 5.2). */
const WINDOW = 1
/** The length of the output of SHA-1, which RFC 4226 section 4 recommends. */
const SEED_BYTES = 20

/** Returns a new seed in Base32, the form in which apps take it. */
export function newSeed(): string {
  return new Secret({ size: SEED_BYTES }).base32
}

/** Returns the time step that a code belongs to, of the present one and its neighbours (ATO-29); undefined for none. */
export function stepOfCode(
  seed: string,
  { code, now }: { readonly code: string; readonly now: Date },
): number | undefined {
  const timestamp = now.getTime()
  const delta = totpOf(seed, {}).validate({ token: code, timestamp, window: WINDOW })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta
}

/** Returns the address that apps read from the picture: the seed with names by which the person finds it again. */
export function authenticatorUri(seed: string, names: { readonly issuer: string; readonly label: string }): string {
  return totpOf(seed, names).toString()
}

/** SHA-1, six digits and thirty seconds are all that several widespread apps understand. */
function totpOf(seed: string, names: { readonly issuer?: string; readonly label?: string }): TOTP {
  return new TOTP({
    ...names,
    secret: Secret.fromBase32(seed),
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_SECONDS,
  })
}
