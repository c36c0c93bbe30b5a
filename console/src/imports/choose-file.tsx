import { Note } from '@gatehouse/ui'
import { FileInput, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { readForm, type Charset, type FileForm, type FileObstacle, type MediaType } from './file-form.ts'
import type { Upload } from './kept-files.ts'
import { texts } from './texts.ts'

const FORMATS: readonly MediaType[] = ['text/csv', 'application/json', 'application/x-ndjson']
const CHARSETS: readonly Charset[] = ['utf-8', 'utf-16le', 'windows-1252']

interface ChooseFileProps {
  readonly problem?: string | undefined
  readonly onChange: (upload: Upload | undefined) => void
}

interface Chosen {
  readonly file: File
  readonly found: FileForm
  readonly mediaType: MediaType
  readonly charset: Charset
}

/** Chooses a file, says what form it seems to have, and lets the person correct that. */
export function ChooseFile({ problem, onChange }: ChooseFileProps) {
  const [chosen, setChosen] = useState<Chosen>()
  const [obstacle, setObstacle] = useState<FileObstacle>()
  const keep = (next: Chosen | undefined) => {
    setChosen(next)
    onChange(next)
  }
  const choose = async (file: File | null) => {
    const found = file ? await readForm(file) : undefined
    setObstacle(typeof found === 'string' ? found : undefined)
    keep(file && typeof found === 'object' ? { file, found, ...found } : undefined)
  }
  return (
    <Stack gap="md">
      <FileInput
        label={texts.file}
        description={texts.fileHelp}
        placeholder={texts.chooseFile}
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={obstacle ? obstacleText(obstacle) : problem}
        onChange={(file) => void choose(file)}
      />
      {chosen && <FileFormFields chosen={chosen} onChange={keep} />}
    </Stack>
  )
}

function FileFormFields({ chosen, onChange }: { readonly chosen: Chosen; readonly onChange: (next: Chosen) => void }) {
  const { found, mediaType, charset } = chosen
  return (
    <>
      <Note>
        {texts.found(found)} {found.charset === 'windows-1252' && texts.notUtf8}
      </Note>
      <Select
        label={texts.format}
        data={FORMATS.map((value) => ({ value, label: texts.formats[value] }))}
        value={mediaType}
        onChange={(value) => value && onChange({ ...chosen, mediaType: value })}
      />
      {mediaType === 'text/csv' && (
        <Select
          label={texts.charset}
          data={CHARSETS.map((value) => ({ value, label: texts.charsets[value] }))}
          value={charset}
          onChange={(value) => value && onChange({ ...chosen, charset: value })}
        />
      )}
    </>
  )
}

function obstacleText(obstacle: FileObstacle): string {
  if (obstacle === 'empty') return texts.emptyFile
  return obstacle === 'large' ? texts.tooLarge : texts.binary[obstacle]
}
