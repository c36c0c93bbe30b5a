import type { OperationId } from '@gatehouse/api-client'
import { readAgain } from '@gatehouse/api-client/queries'
import { useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import { nextTask } from './next-task.ts'
import { clientOf, useHere } from './place.tsx'

/** A field that was saved elsewhere since the person began to change it. */
export interface Conflict {
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

interface Meanwhile<Values> {
  /** Reads what the form is about again, and returns it as the form shows values. */
  readonly read: () => Promise<Values>
  /** Returns the values that the page shows once it has rendered what it knows. */
  readonly rendered: () => Promise<Values>
  readonly isReading: boolean
  readonly conflicts: readonly Conflict[]
  readonly show: (conflicts: readonly Conflict[]) => void
}

/**
 * Finds out what was saved elsewhere while a form was open (decision 0057). `latest` is made from the answers of the page,
 * so it changes with them; `refresh` names their operations.
 */
export function useMeanwhile<Values extends object>(
  latest: Values,
  refresh: readonly OperationId[],
): Meanwhile<Values> {
  const client = clientOf(useHere())
  const queries = useQueryClient()
  const [isReading, setReading] = useState(false)
  const [conflicts, show] = useState<readonly Conflict[]>([])
  const shown = useRef(latest)
  useLayoutEffect(() => {
    shown.current = latest
  })
  const rendered = async () => {
    // The query library tells the page about an answer in a task of its own.
    await nextTask()
    return shown.current
  }
  const read = async () => {
    setReading(true)
    await readAgain(queries, client, refresh)
    const values = await rendered()
    setReading(false)
    return values
  }
  return { read, rendered, isReading, conflicts, show }
}

export interface Versions<Values> {
  /** The values that the person began with. */
  readonly before: Values
  readonly mine: Values
  readonly theirs: Values
}

/** Returns the fields that both changed, differently. */
export function conflictsOf<Values extends object>(versions: Versions<Values>): readonly Conflict[] {
  return rowsOf(versions).flatMap(({ field, before, mine, theirs }) =>
    isSame(theirs, before) || isSame(mine, before) || isSame(mine, theirs) ? [] : [{ field, mine, theirs }],
  )
}

/** Returns the person's values with those fields that only somebody else changed, so that saving takes none of them back. */
export function mergedValues<Values extends object>(versions: Versions<Values>): Values {
  const others = rowsOf(versions).filter(({ before, mine }) => isSame(mine, before))
  return { ...versions.mine, ...Object.fromEntries(others.map(({ field, theirs }) => [field, theirs])) }
}

function rowsOf<Values extends object>({ before, mine, theirs }: Versions<Values>) {
  const [beginning, present] = [new Map(Object.entries(before)), new Map(Object.entries(theirs))]
  return Object.entries(mine).map(([field, value]: [string, unknown]) => {
    const [first, last]: unknown[] = [beginning.get(field), present.get(field)]
    return { field, before: first, mine: value, theirs: last }
  })
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
