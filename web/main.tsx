import '@fontsource-variable/inter/wght.css';
import './app/mantine.css';
import '@mantine/notifications/styles.layer.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { firstTexts } from './app/i18n.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
// Not awaited by the file itself: what loads the texts waits until it has run.
void firstTexts().then(() => createRoot(root).render(<StrictMode><App /></StrictMode>));
