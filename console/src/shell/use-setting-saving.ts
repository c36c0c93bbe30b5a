import type { OperationId } from '@gatehouse/api-client'
import { useState } from 'react'
import { conflictsOf, useMeanwhile, type Conflict } from './use-meanwhile.ts'

type Values = Readonly<Record<string, unknown>>

interface SettingSavingOptions {
  /** The settings as they are saved, by name. */
  readonly latest: Values
  /** The values that the person chose instead, of changed settings only. */
  readonly mine: Values
  readonly refresh: readonly OperationId[]
  /** Sends the changes. */
  readonly send: () => void
  /** Gives up the changes of these settings. */
  readonly drop: (names: readonly string[]) => void
}

interface SettingSaving {
  /** Notes the saved value of a setting when the person begins to change it. */
  readonly begin: (name: string) => void
  readonly save: () => Promise<void>
  /** Forgets where changes began: all were saved, or given up. */
  readonly end: () => void
  readonly isReading: boolean
  readonly conflicts: readonly Conflict[]
  readonly keepMine: () => void
  readonly takeTheirs: () => void
}

/** Saves settings, after a look at what others saved since the person began (decision 0057). */
export function useSettingSaving({ latest, mine, refresh, send, drop }: SettingSavingOptions): SettingSaving {
  const [beginnings, setBeginnings] = useState<Values>({})
  const { read, isReading, conflicts, show } = useMeanwhile(latest, refresh)
  return {
    begin: (name) => setBeginnings((before) => (name in before ? before : { ...before, [name]: latest[name] })),
    save: async () => {
      const theirs = await read()
      const found = conflictsOf({ before: { ...theirs, ...beginnings }, mine, theirs })
      show(found)
      if (found.length === 0) send()
    },
    end: () => {
      setBeginnings({})
      show([])
    },
    isReading,
    conflicts,
    keepMine: () => {
      setBeginnings(latest)
      show([])
      send()
    },
    takeTheirs: () => {
      setBeginnings(latest)
      drop(conflicts.map(({ field }) => field))
      show([])
    },
  }
}
