import { Note, Page, UnsavedBar } from '@gatehouse/ui'
import type { FormEvent } from 'react'
import { settingWords } from '../settings/index.ts'
import { useAnswer } from '../shell/api.ts'
import { LeaveGuard } from '../shell/leave-guard.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useSettingsForm } from '../shell/use-settings-form.ts'
import classes from './brand-page.module.css'
import type { BrandSettings } from './brand-settings.ts'
import { BrandStage } from './brand-stage.tsx'
import { ContrastNotes } from './contrast-notes.tsx'
import { LogoFields } from './logo-fields.tsx'
import { ColourFields, ShapeFields } from './look-fields.tsx'
import { texts } from './texts.ts'
import { useBrandPreview } from './use-brand-preview.ts'
import { useLogoChanges } from './use-logo-changes.ts'

function BrandPage() {
  const { brand } = useAnswer('getBrand')
  const form = useSettingsForm({
    operation: 'updateBrand',
    saved: brand.settings,
    level: 'environment',
    inputOf: (body) => ({ body }),
    refresh: ['getBrand', 'previewBrand', 'getEnvironmentSettings', 'getEnvironment', 'getGoLiveChecklist'],
  })
  const logos = useLogoChanges()
  const preview = useBrandPreview({ changes: form.changes, logos: logos.unsaved })
  const changed = [
    ...form.changed.map((name) => settingWords[name].name),
    ...logos.changed.map((type) => texts.logos[type]),
  ]
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if ((await logos.save()) && form.changed.length > 0) form.submit(event)
  }
  const use = (name: string, colour: string) => {
    if (isSetting(brand.settings, name)) form.settingOf(name).set(colour)
  }
  return (
    <Page title={texts.title} lead={texts.lead} isWide>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {form.refusal !== undefined && <Note>{form.refusal}</Note>}
        <div className={classes['studio']}>
          <fieldset className={classes['editor']} disabled={form.refusal !== undefined}>
            <LogoFields brand={brand} of={logos} />
            <ColourFields of={form} scheme="light" />
            <ContrastNotes problems={preview.contrast} onUse={form.refusal === undefined ? use : undefined} />
            <ColourFields of={form} scheme="dark" />
            <ShapeFields of={form} />
            <p className="quiet small">{texts.organizations}</p>
          </fieldset>
          <BrandStage of={preview} />
        </div>
        <UnsavedBar
          changed={changed}
          save={texts.save}
          isBusy={form.isBusy || logos.isBusy}
          problem={<ProblemNote problem={logos.problem ?? form.problem} own={texts.problems} />}
          saved={form.isSaved && texts.saved}
          onDiscard={() => {
            form.discard()
            logos.discard()
          }}
        />
        <LeaveGuard changed={() => changed} />
      </form>
    </Page>
  )
}

function isSetting(settings: BrandSettings, name: string): name is keyof BrandSettings {
  return name in settings
}

export const brandPage: PageDefinition = {
  load: ({ ask }) => [ask('getBrand'), ask('getLanguages')],
  Component: BrandPage,
}
