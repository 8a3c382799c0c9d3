export default {
  // Named from the application's folder: /assets/back-to-sign-in.js
  customScripts: ['../../../assets/back-to-sign-in']
};
