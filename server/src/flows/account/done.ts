/** The changes that the overview reports when the person comes back to it. */
export const DONE = [
  'name',
  'address_added',
  'username_added',
  'main_address',
  'identity_removed',
  'password',
  'factor_added',
  'factor_removed',
  'device_untrusted',
  'session_ended',
  'sessions_ended',
  'application_ended',
] as const
export type DoneKey = (typeof DONE)[number]

export function doneOf(text: string | undefined): DoneKey | undefined {
  return DONE.find((key) => key === text)
}
