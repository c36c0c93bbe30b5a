const PAGE_SIZE = 50

export const STATES = ['waiting', 'running', 'retrying', 'failed'] as const
export type JobState = (typeof STATES)[number]

type Values = Readonly<Record<string, string | undefined>>

/** Returns the state that an address asks for. */
export function stateOf({ state }: Values): JobState | undefined {
  return STATES.find((one) => one === state)
}

export function parametersOf(search: Values) {
  const { after } = search
  const state = stateOf(search)
  return { page_size: PAGE_SIZE, ...(state && { state }), ...(after && { next_token: after }) }
}
