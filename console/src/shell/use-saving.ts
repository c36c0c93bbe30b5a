import { isUpdate, type OperationId } from '@gatehouse/api-client'
import type { UseFormReturnType } from '@mantine/form'
import { useRef } from 'react'
import { conflictsOf, mergedValues, useMeanwhile, type Conflict } from './use-meanwhile.ts'

interface SavingOptions<Values> {
  readonly operation: OperationId
  readonly form: UseFormReturnType<Values>
  /** The values as they are saved, made from the answers of the page. */
  readonly latest: Values
  readonly refresh: readonly OperationId[]
  /** Sends the values of the form. */
  readonly send: () => void
}

interface Saving {
  readonly save: () => Promise<void>
  /** Takes the values of the page, once they were saved, as those that the person goes on from. */
  readonly settle: () => void
  readonly isReading: boolean
  readonly conflicts: readonly Conflict[]
  readonly keepMine: () => void
  readonly takeTheirs: () => void
}

/** Saves a form, after a look at what others saved since the person began (decision 0057). */
export function useSaving<Values extends object>(options: SavingOptions<Values>): Saving {
  const { operation, form, latest, refresh, send } = options
  const before = useRef(latest)
  const meanwhile = useMeanwhile(latest, refresh)
  const goOn = ({ values, theirs }: { readonly values: Values; readonly theirs: Values }) => {
    form.setValues(values)
    form.resetDirty(theirs)
    before.current = theirs
    meanwhile.show([])
  }
  const versionsOf = (theirs: Values) => ({ before: before.current, mine: form.getValues(), theirs })
  return {
    save: async () => {
      if (!isUpdate(operation)) return send()
      const theirs = await meanwhile.read()
      const versions = versionsOf(theirs)
      const conflicts = conflictsOf(versions)
      if (conflicts.length > 0) return meanwhile.show(conflicts)
      goOn({ values: mergedValues(versions), theirs })
      send()
    },
    settle: () => {
      void meanwhile.rendered().then((values) => {
        before.current = values
      })
    },
    isReading: meanwhile.isReading,
    conflicts: meanwhile.conflicts,
    keepMine: () => {
      goOn({ values: mergedValues(versionsOf(latest)), theirs: latest })
      send()
    },
    takeTheirs: () => {
      const fields = new Set(meanwhile.conflicts.map(({ field }) => field))
      const theirs = Object.entries(latest).filter(([field]) => fields.has(field))
      goOn({ values: { ...mergedValues(versionsOf(latest)), ...Object.fromEntries(theirs) }, theirs: latest })
    },
  }
}
