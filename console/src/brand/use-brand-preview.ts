import type { Answer, Parameters } from '@gatehouse/api-client'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useKeptAnswer } from '../shell/api.ts'
import { pageNonce } from '../shell/page-nonce.ts'

export type Sample = Parameters<'previewBrand'>['sample']
export type ContrastProblem = Answer<'previewBrand'>['preview']['contrast'][number]

/** Unsaved values by the names of the settings; `null` and an empty text take a value back. */
export type LookChanges = Readonly<Record<string, string | number | null | undefined>>

/** Pictures that are not saved, as data addresses; `null` for a removed one, absent for the saved one. */
export interface UnsavedLogos {
  readonly light?: string | null | undefined
  readonly dark?: string | null | undefined
}

interface Choice {
  readonly sample: Sample
  readonly language: string
  readonly scheme: 'light' | 'dark'
  readonly device: 'phone' | 'laptop'
}

export interface BrandPreview {
  readonly choice: Choice
  readonly choose: (change: Partial<Choice>) => void
  /** The page as a document for a frame; undefined until the first one is there. */
  readonly document: string | undefined
  readonly contrast: readonly ContrastProblem[]
}

interface PreviewWish {
  readonly changes: LookChanges
  readonly logos?: UnsavedLogos
  /** The code of the organization whose look it is; absent for that of the environment. */
  readonly organization?: string
}

const PAUSE_MS = 200
const FIRST = { sample: 'sign_in.empty', language: 'en', scheme: 'light' } as const

/** On a phone the stage has no room for more than a phone. */
function firstChoice(): Choice {
  return { ...FIRST, device: window.matchMedia('(max-width: 760px)').matches ? 'phone' : 'laptop' }
}

/** Asks the server for a page with the changes as they are typed; nothing is saved. */
export function useBrandPreview({ changes, logos = {}, organization }: PreviewWish): BrandPreview {
  const [choice, setChoice] = useState(firstChoice)
  const [settled] = useDebouncedValue(JSON.stringify(changes), PAUSE_MS)
  const picture = choice.scheme === 'dark' ? (logos.dark ?? logos.light) : logos.light
  const logo = picture === undefined ? 'saved' : picture === null ? 'none' : 'unsaved'
  const said: Record<string, string | number | null> = JSON.parse(settled)
  const look = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, value ?? '']))
  const { sample, language, scheme } = choice
  const answer = useKeptAnswer('previewBrand', {
    ...look,
    sample,
    language,
    scheme,
    logo,
    ...(organization !== undefined && { org_code: organization }),
  })
  return {
    choice,
    choose: (change) => setChoice((before) => ({ ...before, ...change })),
    document: answer && documentOf(answer.preview, picture),
    contrast: answer?.preview.contrast ?? [],
  }
}

/** The frame inherits the policy of this page, so its style element needs the nonce of this page. */
function documentOf({ html, nonce }: Answer<'previewBrand'>['preview'], picture: string | null | undefined): string {
  return html.replaceAll(nonce, pageNonce()).replaceAll('/unsaved-logo', picture ?? '')
}
