import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import classes from './search-dialog.module.css'
import { useGo } from './use-go.ts'
import { useHits, type Hit } from './use-hits.ts'

/** Finds people, organizations, applications, roles and pages; arrows choose, Enter opens. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 150)
  const hits = useHits(asked)
  const [chosen, setChosen] = useState(0)
  const go = useGo()
  const open = (hit: Hit | undefined) => {
    if (!hit) return
    onClose()
    go(hit.href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setChosen((before) => (before + step + hits.length) % Math.max(hits.length, 1))
    else if (event.key === 'Enter') open(hits[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Modal opened onClose={onClose} withCloseButton={false} size={640} centered={false} aria-label="Search">
      <TextInput
        data-autofocus
        aria-label="Search people, organizations, applications, roles and pages"
        aria-controls="hits"
        aria-activedescendant={hits[chosen] ? `hit-${String(chosen)}` : undefined}
        role="combobox"
        aria-expanded
        placeholder="Search or jump to"
        leftSection={<IconSearch size={18} stroke={1.5} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <Hits hits={hits} chosen={chosen} asked={asked} onOpen={open} />
    </Modal>
  )
}

interface HitsProps {
  readonly hits: readonly Hit[]
  readonly chosen: number
  readonly asked: string
  readonly onOpen: (hit: Hit) => void
}

function Hits({ hits, chosen, asked, onOpen }: HitsProps) {
  return (
    <>
      <ul className={classes['hits']} id="hits" role="listbox" aria-label="Results">
        {hits.map((hit, index) => (
          <li
            key={hit.href}
            id={`hit-${String(index)}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => onOpen(hit)}
          >
            <span className={classes['name']}>{hit.name}</span>
            <span className="quiet small">{hit.kind}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 && (
        <p className="quiet">Nothing matches “{asked}” here. Other environments are not searched.</p>
      )}
    </>
  )
}
