import {
  call,
  Problem,
  scopeOf,
  type Answer,
  type Input,
  type OperationId,
  type Parameters,
} from '@gatehouse/api-client'
import { invalidate, mutationOf, queryOf } from '@gatehouse/api-client/queries'
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
  type UseMutationResult,
} from '@tanstack/react-query'
import { clientOf, useHere } from './place.tsx'
import { texts } from './texts.ts'

const LIVE_MS = 1_000

/** Returns an answer that the loader of the page has fetched already, and keeps it up to date. */
export function useAnswer<Id extends OperationId>(id: Id, parameters?: Parameters<Id>): Answer<Id> {
  return useSuspenseQuery(queryOf(clientOf(useHere()), id, parameters)).data
}

/** As `useAnswer`; asks again each second for as long as the answer is unfinished. */
export function useLiveAnswer<Id extends OperationId>(
  id: Id,
  parameters: Parameters<Id> | undefined,
  isUnfinished: (answer: Answer<Id>) => boolean,
): Answer<Id> {
  return useSuspenseQuery({
    ...queryOf(clientOf(useHere()), id, parameters),
    refetchInterval: ({ state: { data } }) => data !== undefined && isUnfinished(data) && LIVE_MS,
  }).data
}

/** As `useAnswer`, for what a part of a page asks for later; undefined until it is there. */
export function useLateAnswer<Id extends OperationId>(
  id: Id,
  parameters: Parameters<Id> | undefined,
): Answer<Id> | undefined {
  return useQuery({ ...queryOf(clientOf(useHere()), id, parameters), enabled: parameters !== undefined }).data
}

/** As `useLateAnswer`; while other parameters are on their way, the answer to the ones before stays. */
export function useKeptAnswer<Id extends OperationId>(id: Id, parameters: Parameters<Id>): Answer<Id> | undefined {
  return useQuery({ ...queryOf(clientOf(useHere()), id, parameters), placeholderData: keepPreviousData }).data
}

/** As `useLateAnswer`, with the problem where there is one. The answer before stays until the next one is there. */
export function useLateResult<Id extends OperationId>(id: Id, parameters: Parameters<Id> | undefined) {
  const query = queryOf(clientOf(useHere()), id, parameters)
  const { data, error } = useQuery({
    ...query,
    enabled: parameters !== undefined,
    placeholderData: keepPreviousData,
  })
  return { answer: data, problem: error instanceof Problem ? error : null }
}

interface ActionOptions<Id extends OperationId> {
  /** The operations whose answers this one changes. */
  readonly refresh: readonly OperationId[]
  readonly onDone?: (answer: Answer<Id>) => unknown
}

/** Returns the mutation of an operation; when it is done, the answers that it changes are fetched again. */
export function useAction<Id extends OperationId>(
  id: Id,
  { refresh, onDone }: ActionOptions<Id>,
): UseMutationResult<Answer<Id>, Problem, Input<Id>> {
  const client = clientOf(useHere())
  const queries = useQueryClient()
  return useMutation<Answer<Id>, Problem, Input<Id>>({
    ...mutationOf(client, id),
    onSuccess: async (answer) => {
      await invalidate(queries, client, refresh)
      await onDone?.(answer)
    },
  })
}

/**
 * Returns the mutation that runs an operation for several inputs, one after the other. It stops at the first problem; the
 * answers that it changes are fetched again in any case.
 */
export function useSeveral<Id extends OperationId>(
  id: Id,
  { refresh, onDone }: { readonly refresh: readonly OperationId[]; readonly onDone?: () => unknown },
): UseMutationResult<void, Problem, readonly Input<Id>[]> {
  const client = clientOf(useHere())
  const queries = useQueryClient()
  return useMutation<void, Problem, readonly Input<Id>[]>({
    mutationFn: async (inputs) => {
      for (const input of inputs) await call(client, id, input)
    },
    onSettled: () => invalidate(queries, client, refresh),
    onSuccess: () => onDone?.(),
  })
}

/** Returns a function that fetches answers again which several actions in a row have changed. */
export function useRefresh(): (ids: readonly OperationId[]) => Promise<void> {
  const client = clientOf(useHere())
  const queries = useQueryClient()
  return (ids) => invalidate(queries, client, ids)
}

/** Returns why the person may not run an operation; undefined where they may. */
export function useRefusal(id: OperationId): string | undefined {
  const { business, session } = useHere()
  const scope = scopeOf(id)
  const { [business.role]: scopes = [] } = session.scopes
  if (scopes.includes(scope)) return undefined
  return texts.refusal(business.name, business.role, scope)
}
