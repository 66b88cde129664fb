import { mount } from 'svelte';

import App from './App.svelte';
import { start } from './lib/router.svelte';
import { applyTheme } from './lib/theme.svelte';
import './styles/tokens.css';
import './styles/base.css';

applyTheme();
start(window);

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
mount(App, { target });
