import { Note, Section } from '@gatehouse/ui'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useRefusal } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useGo } from '../shell/use-go.ts'
import { ChooseFile } from './choose-file.tsx'
import type { Import } from './import-state.tsx'
import { bodyOf, keptFile, type Upload } from './kept-files.ts'
import { operationOf, useSending } from './send-import.ts'
import { texts } from './texts.ts'

/** Runs a file after its rehearsal: the one chosen then, or, once the page was loaded again, one that is chosen anew. */
export function RunRehearsed({ rehearsal }: { readonly rehearsal: Import }) {
  const { id, kind, created, existing } = rehearsal
  const place = usePlace()
  const go = useGo()
  const kept = keptFile(id)
  const [chosen, setChosen] = useState<Upload>()
  const [isAsked, setIsAsked] = useState(false)
  const upload = kept ?? chosen
  const send = useSending(kind, (started) => go(paths.import(place, started)))
  const refusal = useRefusal(operationOf(kind))
  if (created + existing === 0) return <Note kind="warning">{texts.nothingToRun}</Note>
  return (
    <Section title={texts.runTitle} reason={texts.runReason}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setIsAsked(true)
          if (upload) send.mutate({ body: bodyOf(upload) })
        }}
      >
        {kept ? (
          <p>{texts.runKept(kept.file.name)}</p>
        ) : (
          <>
            <p>{texts.runChoose}</p>
            <ChooseFile onChange={setChosen} problem={isAsked && !chosen ? texts.missingFile : undefined} />
          </>
        )}
        <ProblemNote problem={send.error} own={texts.problems} />
        <FormButtons submit={texts.run} reason={refusal} isBusy={send.isPending} />
      </form>
    </Section>
  )
}
