import { Page, Section } from '@gatehouse/ui'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import { ChooseFile } from './choose-file.tsx'
import { bodyOf, keepFile, type Upload } from './kept-files.ts'
import { operationOf, useSending } from './send-import.ts'
import { texts } from './texts.ts'

function NewImportPage() {
  const place = usePlace()
  const go = useGo()
  const kind = useSearchText()['kind'] === 'organizations' ? 'organizations' : 'users'
  const [upload, setUpload] = useState<Upload>()
  const [isAsked, setIsAsked] = useState(false)
  const send = useSending(kind, (id) => {
    if (upload) keepFile(id, upload)
    go(paths.import(place, id))
  })
  const title = kind === 'users' ? texts.importUsers : texts.importOrganizations
  return (
    <Page back={{ href: paths.imports(place), label: texts.title }} title={title} lead={texts.lead}>
      <Section title={texts.file} reason={texts.fileReason[kind]}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setIsAsked(true)
            if (upload) send.mutate({ parameters: { dry_run: true }, body: bodyOf(upload) })
          }}
        >
          <ChooseFile onChange={setUpload} problem={isAsked && !upload ? texts.missingFile : undefined} />
          <p className="quiet">{texts.rehearseReason}</p>
          <ProblemNote problem={send.error} own={texts.problems} />
          <FormButtons
            submit={texts.rehearse}
            reason={useRefusal(operationOf(kind))}
            isBusy={send.isPending}
            cancel={{ label: texts.cancel, onClick: () => go(paths.imports(place)) }}
          />
        </form>
      </Section>
    </Page>
  )
}

export const newImportPage: PageDefinition = { Component: NewImportPage }
