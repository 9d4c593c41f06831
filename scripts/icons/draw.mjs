// Runs inside Electron: draws build/icon.svg at each size asked for and prints one JSON line, size → PNG in base64.
import { app, BrowserWindow } from 'electron';
import { readFileSync } from 'node:fs';

const [svg = '', sizes = ''] = process.argv.slice(2).filter((arg) => !arg.startsWith('--')).slice(-2);
const source = `data:image/svg+xml;base64,${readFileSync(svg).toString('base64')}`;
const draw = `(async () => {
  const image = new Image();
  image.src = ${JSON.stringify(source)};
  await image.decode();
  return Object.fromEntries([${sizes}].map((size) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
    const pen = canvas.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(image, 0, 0, size, size);
    return [size, canvas.toDataURL('image/png').split(',')[1]];
  }));
})()`;

app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,');
  process.stdout.write(`ICONS ${JSON.stringify(await window.webContents.executeJavaScript(draw))}\n`, () => app.quit());
});
