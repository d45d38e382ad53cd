/**
 * Says why the page cannot start, in one of the sentences that index.html holds ready. It runs where the page does not:
 * a classic script, in the JavaScript of 2009.
 */
(function () {
  var root = document.getElementById('root');
  var door = document.getElementById('door');

  function tell(why, said) {
    // React has put the page there.
    if (root.firstElementChild !== null && root.firstElementChild !== door) return;
    var sentences = door.getElementsByTagName('p');
    for (var i = 0; i < sentences.length; i++) sentences[i].hidden = sentences[i].id !== 'door-' + why;
    door.getElementsByTagName('code')[0].textContent = said;
    door.className = 'failed';
    root.appendChild(door);
  }

  function hear(event) {
    if (event.target === window) tell('old', event.message);
    else if (event.target.tagName === 'SCRIPT') tell('part', event.target.src);
  }

  // A page from a file may not load its modules, unless all are inside as this script is then too. Browsers older than
  // modules pass over them in silence.
  var isInside = document.currentScript && !document.currentScript.src;
  if (location.protocol === 'file:' && !isInside) tell('file', '');
  else if (!('noModule' in document.createElement('script'))) tell('old', '');
  else addEventListener('error', hear, true);
})();
