import { Modal, Tabs, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readBackGroups } from '../ui/phone-numbers.ts';
import { CITIES, spell } from './spelling.ts';
import classes from './spelling-dialog.module.css';

/** Spells a name and reads a number back in groups, for saying aloud. */
export function SpellingDialog({ name, number, onClose }: { name: string; number: string; onClose: () => void }) {
  const { t } = useTranslation('desk');
  const [word, setWord] = useState(name);
  const [digits, setDigits] = useState(number);
  return (
    <Modal opened onClose={onClose} title={t('spelling.title')} size="lg" centered={false} yOffset="8vh">
      <Tabs defaultValue={number && !name ? 'number' : 'word'}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="word">{t('spelling.text')}</Tabs.Tab>
          <Tabs.Tab value="number">{t('spelling.number')}</Tabs.Tab>
          <Tabs.Tab value="alphabet">{t('spelling.alphabet')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="word">
          <TextInput aria-label={t('spelling.text')} value={word} onChange={event => setWord(event.currentTarget.value)} data-autofocus maxLength={60} />
          <ol className={classes.letters}>
            {spell(word).map(({ letter, city }, index) => <li key={index}><b>{letter === ' ' ? '␣' : letter}</b><span>{city ?? ''}</span></li>)}
          </ol>
        </Tabs.Panel>
        <Tabs.Panel value="number">
          <TextInput aria-label={t('spelling.number')} type="tel" value={digits} onChange={event => setDigits(event.currentTarget.value)} maxLength={40} />
          <p className={classes.groups}>{readBackGroups(digits).map((group, index) => <span key={index}>{group}</span>)}</p>
        </Tabs.Panel>
        <Tabs.Panel value="alphabet">
          <ul className={classes.alphabet}>{Object.entries(CITIES).map(([letter, city]) => <li key={letter}><b>{letter}</b> {city}</li>)}</ul>
        </Tabs.Panel>
      </Tabs>
      <p className={classes.standard}>{t('spelling.standard')}</p>
    </Modal>
  );
}
