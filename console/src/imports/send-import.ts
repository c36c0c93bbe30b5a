import type { Answer, Input, Problem } from '@gatehouse/api-client'
import type { UseMutationResult } from '@tanstack/react-query'
import { useAction } from '../shell/api.ts'

export type ImportKind = 'users' | 'organizations'

type Sending = UseMutationResult<Answer<'importUsers'>, Problem, Input<'importUsers'>>

/** The operation that takes a file of a kind. */
export function operationOf(kind: ImportKind): 'importUsers' | 'importOrganizations' {
  return kind === 'users' ? 'importUsers' : 'importOrganizations'
}

/** Returns the mutation that sends a file. */
export function useSending(kind: ImportKind, onDone: (id: string) => void): Sending {
  return useAction(operationOf(kind), { refresh: ['getImports'], onDone: (answer) => onDone(answer.import.id) })
}
