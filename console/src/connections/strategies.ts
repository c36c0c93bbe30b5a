import type { Answer } from '@gatehouse/api-client'

type Connection = Answer<'GetConnections'>['connections'][number]['connection']
export type Strategy = Connection['strategy']

/** The methods by the last part of their addresses, in the order of the page. */
export const STRATEGIES = {
  'email-code': 'email:otp',
  phone: 'phone:otp',
  'username-code': 'username:otp',
  'email-password': 'email:password',
  'username-password': 'username:password',
} as const satisfies Readonly<Record<string, Strategy>>

export type MethodSlug = keyof typeof STRATEGIES

export function isMethodSlug(text: string): text is MethodSlug {
  return Object.hasOwn(STRATEGIES, text)
}

/** Returns the connections as they are, without the envelope of the list. */
export function connectionsIn({ connections }: Pick<Answer<'GetConnections'>, 'connections'>): readonly Connection[] {
  return connections.map(({ connection }) => connection)
}
