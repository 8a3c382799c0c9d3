// What the office adds to Cockpit.
import { showOffice } from './office-figures.js';

const showing = new WeakMap();

export default [
  {
    id: 'officeFigures',
    pluginPoint: 'cockpit.dashboard',
    priority: 100,
    label: '业务总览',
    render: (place) => {
      const content = document.createElement('div');
      place.append(content);
      showing.set(place, showOffice(content));
    },
    unmount: (place) => showing.get(place)?.then((end) => end())
  }
];
