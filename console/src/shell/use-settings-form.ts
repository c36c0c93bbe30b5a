import type { Input, OperationId, Problem } from '@gatehouse/api-client'
import type { SettingSource } from '@gatehouse/ui'
import { useState, type FormEvent } from 'react'
import { useAction, useRefusal } from './api.ts'
import type { Conflict } from './use-meanwhile.ts'
import { useSettingSaving } from './use-setting-saving.ts'

/** One setting as the API shows it. */
export interface SettingView<Value = unknown> {
  readonly value: Value
  readonly source: SettingSource
  /** The value that it would have if the level of the page did not set it. */
  readonly inherited?: Value
}

export type SettingViews = Readonly<Record<string, SettingView>>

type NameOf<Views> = keyof Views & string
type ValueOf<Views, Name extends keyof Views> = Views[Name] extends { readonly value: infer Value } ? Value : never

/** Values to save, by name; `null` removes the value of this level. */
export type SettingChanges<Views> = { readonly [Name in keyof Views]?: ValueOf<Views, Name> | null }

interface Options<Id extends OperationId, Views extends SettingViews> {
  /** The operation that saves the changes. */
  readonly operation: Id
  /** The settings as they are saved, of this page only. */
  readonly saved: Views
  /** The level that the operation changes. */
  readonly level: SettingSource
  readonly inputOf: (changes: SettingChanges<Views>) => Input<Id>
  /** The operations whose answers this one changes. */
  readonly refresh: readonly OperationId[]
  /** Returns the problems that can be seen before anything is sent, by name. */
  readonly validate?: (values: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>
  /** The words for the problems of this operation, by code. */
  readonly problems?: Readonly<Record<string, string>>
  /** The setting that a problem is shown at, by code; others stand above the button. */
  readonly fieldOf?: Readonly<Record<string, NameOf<Views>>>
}

export interface SettingState {
  readonly value: unknown
  /** The saved value; undefined where the field still has it. */
  readonly was: unknown
  readonly isChanged: boolean
  readonly source: SettingSource
  readonly isHere: boolean
  readonly inherited: unknown
  readonly problem: string | undefined
  /** Takes a value; `null` goes back to the level above. */
  readonly set: (value: unknown) => void
}

export interface SettingsForm<Views extends SettingViews> {
  readonly settingOf: (name: NameOf<Views>) => SettingState
  readonly valueOf: (name: NameOf<Views>) => unknown
  readonly changed: readonly NameOf<Views>[]
  readonly changes: SettingChanges<Views>
  /** Why the person may not change these settings; undefined where they may. */
  readonly refusal: string | undefined
  readonly hasProblems: boolean
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
  readonly discard: () => void
  readonly isBusy: boolean
  readonly isSaved: boolean
  /** Settings that somebody else saved while the person changed them. */
  readonly conflicts: readonly Conflict[]
  readonly keepMine: () => void
  readonly takeTheirs: () => void
  /** A problem that belongs to no field. */
  readonly problem: Problem | null
  readonly problems: Readonly<Record<string, string>>
}

/** Joins settings with levels to the operation that saves them: only the changed ones are sent. */
export function useSettingsForm<Id extends OperationId, Views extends SettingViews>(
  options: Options<Id, Views>,
): SettingsForm<Views> {
  const { operation, saved, level, inputOf, refresh, validate, problems = {}, fieldOf = {} } = options
  const [drafts, setDrafts] = useState<Readonly<Record<string, unknown>>>({})
  const clear = () => {
    setDrafts({})
    saving.end()
  }
  const action = useAction(operation, { refresh, onDone: clear })
  const changed = Object.keys(saved).filter((name) => isDifferent(saved[name], drafts[name]))
  const valueOf = (name: string) => draftValue(saved[name], drafts[name])
  const found = validate?.(Object.fromEntries(Object.keys(saved).map((name) => [name, valueOf(name)]))) ?? {}
  const refused = refusedField(action.error, { problems, fieldOf, names: Object.keys(saved) })
  const changes = Object.fromEntries(changed.map((name) => [name, sentValue(drafts[name])])) as SettingChanges<Views>
  const saving = useSettingSaving({
    latest: valuesOf(saved),
    mine: Object.fromEntries(changed.map((name) => [name, drafts[name]])),
    refresh,
    send: () => action.mutate(inputOf(changes)),
    drop: (names) => setDrafts((before) => without(before, names)),
  })
  const set = (name: string, value: unknown) => {
    action.reset()
    saving.begin(name)
    setDrafts((before) => ({ ...before, [name]: value }))
  }
  return {
    settingOf: (name) => ({
      ...stateOf(saved[name], { draft: drafts[name], isChanged: changed.includes(name), level }),
      problem: found[name] ?? (refused?.name === name ? refused.text : undefined),
      set: (next) => set(name, next),
    }),
    valueOf,
    changed,
    changes,
    refusal: useRefusal(operation),
    hasProblems: changed.some((name) => found[name] !== undefined),
    submit: (event) => {
      event.preventDefault()
      if (changed.some((name) => found[name] !== undefined)) return
      void saving.save()
    },
    discard: () => {
      action.reset()
      clear()
    },
    conflicts: saving.conflicts,
    keepMine: saving.keepMine,
    takeTheirs: saving.takeTheirs,
    isBusy: action.isPending || saving.isReading,
    isSaved: action.isSuccess,
    problem: refused ? null : action.error,
    problems,
  }
}

interface Draft {
  readonly draft: unknown
  readonly isChanged: boolean
  readonly level: SettingSource
}

function stateOf(saved: SettingView | undefined, { draft, isChanged, level }: Draft) {
  const { value, source = 'default', inherited } = saved ?? { value: undefined }
  const isBack = isChanged && sentValue(draft) === null
  return {
    value: draftValue(saved, draft),
    was: isChanged ? value : undefined,
    isChanged,
    source: isBack ? ('default' as const) : isChanged ? level : source,
    isHere: isChanged ? !isBack : source === level,
    inherited,
  }
}

function valuesOf(saved: SettingViews): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(saved).map(([name, { value }]) => [name, value]))
}

function without(drafts: Readonly<Record<string, unknown>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(drafts).filter(([name]) => !names.includes(name)))
}

/** An empty field and the way back both take the value of this level away. */
function sentValue(draft: unknown): unknown {
  return draft === '' ? null : draft
}

function draftValue(saved: SettingView | undefined, draft: unknown): unknown {
  if (draft === undefined) return saved?.value
  return draft === null ? (saved?.inherited ?? null) : draft
}

function isDifferent(saved: SettingView | undefined, draft: unknown): boolean {
  if (draft === undefined || !saved) return false
  const sent = sentValue(draft)
  if (sent === null) return saved.value !== null && !isSame(saved.value, saved.inherited)
  return !isSame(sent, saved.value)
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

interface Refused {
  readonly problems: Readonly<Record<string, string>>
  readonly fieldOf: Readonly<Record<string, string>>
  readonly names: readonly string[]
}

/** Returns the field of a problem: by its code, or by the path that the message of a wrong body begins with. */
function refusedField(
  problem: Problem | null,
  { problems, fieldOf, names }: Refused,
): { readonly name: string; readonly text: string } | undefined {
  if (!problem) return undefined
  const { code, message } = problem
  const byCode = fieldOf[code]
  if (byCode !== undefined) return { name: byCode, text: problems[code] ?? message }
  const name = code === 'INVALID_BODY' ? names.find((one) => new RegExp(`^${one}\\b`).test(message)) : undefined
  return name === undefined ? undefined : { name, text: capitalized(message.slice(name.length).replace(/^\S*\s+/, '')) }
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}
