import type { Answer } from '@gatehouse/api-client'
import { ListTable, State, type Column, type StateKind } from '@gatehouse/ui'
import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLateAnswer } from '../shell/api.ts'
import classes from './delivery.module.css'
import { texts } from './texts.ts'

type DnsRecord = Answer<'getMailDnsState'>['records'][number]

const KINDS: Readonly<Record<DnsRecord['state'], StateKind>> = {
  found: 'active',
  missing: 'stopped',
  unknown: 'none',
  not_asked: 'waiting',
}

const COLUMNS: readonly Column<DnsRecord>[] = [
  { name: texts.columns.record, show: ({ kind }) => texts.records[kind] },
  { name: texts.columns.name, show: ({ name }) => <code>{name}</code> },
  { name: texts.columns.state, show: ({ state }) => <State kind={KINDS[state]}>{texts.states[state]}</State> },
  { name: texts.columns.value, show: ({ value }) => value && <code>{value}</code>, isExtra: true },
]

/** The DNS records of the sender's domain as the server reads them now, and advice. */
export function Delivery({ hasSender }: { readonly hasSender: boolean }) {
  const [selector, setSelector] = useState('')
  return (
    <>
      {hasSender ? <DnsState selector={selector} onLook={setSelector} /> : <p>{texts.noDomain}</p>}
      <ul className={classes['advice']}>
        {texts.advice.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}

function DnsState({ selector, onLook }: { readonly selector: string; readonly onLook: (selector: string) => void }) {
  const state = useLateAnswer('getMailDnsState', selector === '' ? {} : { dkim_selector: selector })
  return (
    <>
      <ListTable
        label={texts.delivery}
        columns={COLUMNS}
        rows={state?.records ?? []}
        keyOf={({ kind }) => kind}
        empty={<p role="status">{texts.reading}</p>}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onLook(String(new FormData(event.currentTarget).get('selector') ?? '').trim())
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            flex="0 1 340px"
            name="selector"
            label={texts.selector}
            description={texts.selectorHelp}
            inputWrapperOrder={['label', 'description', 'input', 'error']}
            maxLength={63}
          />
          <Button type="submit">{texts.lookAgain}</Button>
        </Group>
      </form>
    </>
  )
}
