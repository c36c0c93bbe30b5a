import type { Answer } from '@gatehouse/api-client'
import { State, type StateKind } from '@gatehouse/ui'
import { texts } from './texts.ts'

export type Import = Answer<'getImport'>['import']

const KINDS: Readonly<Record<Import['state'], StateKind>> = {
  receiving: 'waiting',
  queued: 'waiting',
  running: 'waiting',
  wrapping: 'waiting',
  finished: 'active',
  failed: 'stopped',
}

export function isUnfinished({ state }: Pick<Import, 'state'>): boolean {
  return state !== 'finished' && state !== 'failed'
}

export function ImportState({ state }: Pick<Import, 'state'>) {
  return <State kind={KINDS[state]}>{texts.states[state]}</State>
}
