import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { call, type Client } from './call.ts'
import type { Input, OperationId, Parameters } from './operation.ts'

/** Returns the query of an operation; its key is the base address, the operation and its parameters. */
export function queryOf<Id extends OperationId>(client: Client, id: Id, parameters?: Parameters<Id>) {
  return queryOptions({
    queryKey: [client.base, id, parameters ?? {}],
    queryFn: ({ signal }) => call(client, id, { parameters, signal }),
  })
}

/** Returns the mutation of an operation. */
export function mutationOf<Id extends OperationId>(client: Client, id: Id) {
  return mutationOptions({
    mutationKey: [client.base, id],
    mutationFn: (input: Input<Id>) => call(client, id, input),
  })
}

/** Fetches the answers of these operations that the page shows once more; a failed one leaves the answer before. */
export async function readAgain(queries: QueryClient, client: Client, ids: readonly OperationId[]): Promise<void> {
  await Promise.all(ids.map((id) => queries.refetchQueries({ queryKey: [client.base, id], type: 'active' })))
}

/** Marks the answers of these operations as old; those on the page are fetched again before the promise resolves. */
export async function invalidate(queries: QueryClient, client: Client, ids: readonly OperationId[]): Promise<void> {
  await Promise.all(ids.map((id) => queries.invalidateQueries({ queryKey: [client.base, id] })))
}
