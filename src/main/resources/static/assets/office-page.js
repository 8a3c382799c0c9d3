import { showOffice } from './office-figures.js';

showOffice(document.getElementById('office-figures'));
