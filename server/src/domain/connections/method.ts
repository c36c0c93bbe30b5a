import type { CredentialKind } from '#domain/identities'
import type { Settings, SettingsChange } from '#domain/settings'

/** A way to sign in that is built in: the identity that a person types, and its proof. */
export interface Method {
  readonly strategy: MethodCode
  readonly kind: CredentialKind
  readonly proof: 'code' | 'password'
  readonly name: string
}

export type MethodCode = 'email:otp' | 'email:password' | 'username:otp' | 'username:password' | 'phone:otp'

/** In the order in which they are listed. */
export const METHODS: readonly Method[] = [
  { strategy: 'email:otp', kind: 'email', proof: 'code', name: 'Email + code' },
  { strategy: 'phone:otp', kind: 'phone', proof: 'code', name: 'Phone' },
  { strategy: 'username:otp', kind: 'username', proof: 'code', name: 'Username + code' },
  { strategy: 'email:password', kind: 'email', proof: 'password', name: 'Email' },
  { strategy: 'username:password', kind: 'username', proof: 'password', name: 'Username' },
]

/** The settings that say which methods are on. */
export type MethodSettings = Pick<Settings, 'emailMethod' | 'signInIdentities'>

const KINDS = ['email', 'username', 'phone'] as const

/** Returns the kinds of identity that people sign in with, in the order in which pages show them. */
export function kindsOf({ signInIdentities }: Pick<MethodSettings, 'signInIdentities'>): readonly CredentialKind[] {
  return KINDS.filter((kind) => signInIdentities.includes(kind))
}

/** Returns the proof of an identity: a phone number has no password. */
export function proofOf(kind: CredentialKind, { emailMethod }: Pick<MethodSettings, 'emailMethod'>): Method['proof'] {
  return kind === 'phone' ? 'code' : emailMethod
}

/** Returns the methods that are on. */
export function methodsOf(settings: MethodSettings): readonly Method[] {
  const kinds = kindsOf(settings)
  return METHODS.filter(({ kind, proof }) => kinds.includes(kind) && proof === proofOf(kind, settings))
}

/** Returns whether a method, as sessions name it (`email:code`), is on. */
export function isOffered(settings: MethodSettings, method: string): boolean {
  return methodsOf(settings).some(({ kind, proof }) => `${kind}:${proof}` === method)
}

/**
 * Returns the settings with a method switched on. A code takes the place of passwords, and a password that of codes, for
 * addresses and usernames together (M1-10).
 */
export function withMethod(settings: MethodSettings, { kind, proof }: Method): MethodSettings {
  const kinds = [...settings.signInIdentities, kind]
  return {
    emailMethod: kind === 'phone' ? settings.emailMethod : proof,
    signInIdentities: KINDS.filter((one) => kinds.includes(one)),
  }
}

/** Returns the settings with a method switched off; undefined where it was the last one. */
export function withoutMethod(settings: MethodSettings, method: Method): MethodSettings | undefined {
  if (!methodsOf(settings).includes(method)) return settings
  const signInIdentities = kindsOf(settings).filter((kind) => kind !== method.kind)
  return signInIdentities.length === 0 ? undefined : { ...settings, signInIdentities }
}

/** Returns the change that writes a whole set of methods: a level never mixes its own with those above. */
export function changeTo({ emailMethod, signInIdentities }: MethodSettings): SettingsChange {
  return { said: { emailMethod, signInIdentities }, unsaid: [] }
}

/** A set that nothing was added to yet. */
export const NO_METHODS: MethodSettings = { emailMethod: 'code', signInIdentities: [] }

/** The change that returns to the methods of the level above. */
export const INHERITED: SettingsChange = { said: {}, unsaid: ['emailMethod', 'signInIdentities'] }
