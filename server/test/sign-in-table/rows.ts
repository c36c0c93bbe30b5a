/** How people sign in first. Each is the only method of an application of its own. */
export const FIRST_METHODS = ['email:otp', 'email:password', 'username:otp', 'username:password', 'phone:otp'] as const
export type FirstMethod = (typeof FIRST_METHODS)[number]

/** The proof that they show besides; a recovery code stands in for an authenticator app. */
export const SECOND_FACTORS = ['authenticator', 'email', 'sms', 'recovery_code'] as const
export type SecondFactor = (typeof SECOND_FACTORS)[number]

export const POLICIES = ['off', 'optional', 'required'] as const
export type Policy = (typeof POLICIES)[number]

export interface TableRow {
  readonly method: FirstMethod
  readonly factor: SecondFactor
  readonly policy: Policy
  /** Whether the factor goes where the code of the first step went, and so proves nothing more (M5-9). */
  readonly isSameChannel: boolean
}

function isSameChannel(method: FirstMethod, factor: SecondFactor): boolean {
  return factor === 'sms' ? method === 'phone:otp' : factor === 'email' && /^(email|username):otp$/.test(method)
}

/** Every method with every factor under every policy. Passkeys have no rows yet. */
export const TABLE: readonly TableRow[] = POLICIES.flatMap((policy) =>
  FIRST_METHODS.flatMap((method) =>
    SECOND_FACTORS.map((factor) => ({ method, factor, policy, isSameChannel: isSameChannel(method, factor) })),
  ),
)
