import type { Problem } from '@gatehouse/api-client'
import { useState } from 'react'
import { useAction } from '../shell/api.ts'
import type { UnsavedLogos } from './use-brand-preview.ts'

export type LogoType = 'light' | 'dark'

interface ChosenLogo {
  readonly file: File
  /** The picture as a data address, for the preview. */
  readonly address: string
}

export interface LogoChanges {
  readonly unsaved: UnsavedLogos
  readonly changed: readonly LogoType[]
  readonly choose: (type: LogoType, file: File | null) => void
  readonly remove: (type: LogoType) => void
  readonly undo: (type: LogoType) => void
  readonly discard: () => void
  /** Sends the changes; false where the server refused one. */
  readonly save: () => Promise<boolean>
  readonly isBusy: boolean
  readonly problem: Problem | null
}

type Drafts = Readonly<Partial<Record<LogoType, ChosenLogo | null>>>

/** Logos that were chosen or removed and are not saved yet. */
export function useLogoChanges(): LogoChanges {
  const [drafts, setDrafts] = useState<Drafts>({})
  const refresh = { refresh: ['getBrand', 'previewBrand', 'getEnvironment', 'getGoLiveChecklist'] } as const
  const upload = useAction('setBrandLogo', refresh)
  const removal = useAction('deleteBrandLogo', refresh)
  const put = (type: LogoType, draft: ChosenLogo | null) => setDrafts((before) => ({ ...before, [type]: draft }))
  const forget = (type: LogoType) =>
    setDrafts((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== type)))
  const send = async (type: LogoType) => {
    const { [type]: draft } = drafts
    if (draft === null) await removal.mutateAsync({ parameters: { type } })
    else if (draft !== undefined) await upload.mutateAsync({ parameters: { type }, body: formOf(draft.file) })
    forget(type)
  }
  const changed = (['light', 'dark'] as const).filter((type) => drafts[type] !== undefined)
  return {
    unsaved: { light: addressOf(drafts.light), dark: addressOf(drafts.dark) },
    changed,
    choose: (type, file) => {
      if (file) void readAddress(file).then((address) => put(type, { file, address }))
    },
    remove: (type) => put(type, null),
    undo: forget,
    discard: () => {
      upload.reset()
      setDrafts({})
    },
    save: async () => {
      try {
        for (const type of changed) await send(type)
        return true
      } catch {
        return false
      }
    },
    isBusy: upload.isPending || removal.isPending,
    problem: upload.error ?? removal.error,
  }
}

function addressOf(draft: ChosenLogo | null | undefined): string | null | undefined {
  return draft === null ? null : draft?.address
}

function formOf(file: File): FormData {
  const form = new FormData()
  form.set('logo', file)
  return form
}

/** A frame with an origin of its own cannot load a blob of this page, so the picture goes into its address. */
function readAddress(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result)))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')))
    reader.readAsDataURL(file)
  })
}
