import type { ChallengeBinding } from '#domain/passkeys'

/** Returns the binding of a challenge to a flow and its browser. */
export function bindingOf(
  { flow, browser }: { readonly flow: { readonly id: string }; readonly browser: string },
  purpose: ChallengeBinding['purpose'],
): ChallengeBinding {
  return { purpose, parts: [flow.id, browser] }
}
