#!/usr/bin/env python3
"""Desktop file, metainfo, settings, D-Bus service, icons and XML are what the desktop expects."""

import configparser
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import tap

DATA = tap.ROOT / 'data'
BUILT = tap.BUILD / 'data'
ICONS = {
    'app': DATA / 'icons' / 'hicolor' / 'scalable' / 'apps' / f'{tap.APP_ID}.svg',
    'symbolic': DATA / 'icons' / 'hicolor' / 'symbolic' / 'apps' / f'{tap.APP_ID}-symbolic.svg',
}
SVG = '{http://www.w3.org/2000/svg}'


def desktop_entry(path):
    entry = configparser.RawConfigParser(strict=True, delimiters='=')
    entry.optionxform = str
    entry.read(path, encoding='utf-8')
    return entry['Desktop Entry']


def metainfo():
    return ET.parse(BUILT / f'{tap.APP_ID}.metainfo.xml').getroot()


def check_desktop_file():
    path = BUILT / f'{tap.APP_ID}.desktop'
    tap.run('desktop-file-validate', path)
    entry = desktop_entry(path)
    assert entry['Icon'] == tap.APP_ID
    assert entry['Exec'].split()[0] == 'sauda'
    assert set(entry['Categories'].split(';')) - {'', 'GTK', 'GNOME'}, 'no category that says what it is for'


def check_desktop_validator_sees_a_fault():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f'{tap.APP_ID}.desktop')
        text = (BUILT / path.name).read_text(encoding='utf-8')
        path.write_text(text.replace('Type=Application', 'Type=Shop'), encoding='utf-8')
        assert subprocess.run(['desktop-file-validate', path], stdout=subprocess.DEVNULL, check=False).returncode


def check_metainfo():
    tap.run('appstreamcli', 'validate', '--no-net', BUILT / f'{tap.APP_ID}.metainfo.xml')


def check_metainfo_is_complete():
    root = metainfo()
    assert root.get('type') == 'desktop-application'
    assert root.findtext('id') == tap.APP_ID
    assert root.findtext('launchable') == f'{tap.APP_ID}.desktop'
    for tag in ('metadata_license', 'project_license', 'summary', 'content_rating', 'description', 'releases/release'):
        assert root.find(tag) is not None, f'<{tag}> is missing'
    assert root.find('developer').get('id') and root.findtext('developer/name')
    assert len(root.findall('branding/color')) == 2, 'a colour for light and one for dark'
    shorter_side = int(root.findtext('requires/display_length'))
    assert shorter_side <= 700, 'every page is looked at on 1024 x 700'
    images = root.findall('screenshots/screenshot/image')
    assert images, 'no screenshot'
    for image in images:
        assert (DATA / 'pictures' / image.text.split('/')[-1]).exists(), f'nobody took {image.text}'
    for address in [*(image.text for image in images), *(url.text for url in root.findall('url'))]:
        assert address.startswith('https://'), address


def check_newest_release_is_this_version():
    version = re.search(r"version: '([^']+)'", (tap.ROOT / 'meson.build').read_text(encoding='utf-8')).group(1)
    assert metainfo().find('releases/release').get('version') == version
    for page in ('sauda.1', 'saudactl.1'):
        assert f'Sauda {version}' in (DATA / page).read_text(encoding='utf-8').splitlines()[0]


def check_settings_compile():
    tap.run('glib-compile-schemas', '--strict', '--dry-run', DATA)
    assert (BUILT / 'gschemas.compiled').stat().st_size > 0


def check_settings_are_used_by_their_names():
    keys = {key.get('name') for key in ET.parse(DATA / f'{tap.APP_ID}.gschema.xml').getroot().iter('key')}
    asked = re.compile(r'g_settings_(?:get|set|bind|reset|create_action)\w*\s*\(\s*[^,]+,\s*"([^"]+)"')
    for path in (tap.ROOT / 'src').rglob('*.c'):
        unknown = set(asked.findall(path.read_text(encoding='utf-8'))) - keys
        assert not unknown, f'{path.name} asks for settings that do not exist: {unknown}'


def check_dbus_service():
    entry = configparser.RawConfigParser()
    entry.optionxform = str
    entry.read(BUILT / f'{tap.APP_ID}.service', encoding='utf-8')
    assert entry['D-BUS Service']['Name'] == tap.APP_ID
    assert re.fullmatch(r'/\S+/sauda --gapplication-service', entry['D-BUS Service']['Exec'])
    assert desktop_entry(BUILT / f'{tap.APP_ID}.desktop')['DBusActivatable'] == 'true'


def check_icons_are_our_own_squares():
    for name, side in (('app', 128), ('symbolic', 16)):
        root = ET.parse(ICONS[name]).getroot()
        assert root.tag == SVG + 'svg', root.tag
        assert (root.get('width'), root.get('height'), root.get('viewBox')) == (str(side), str(side), f'0 0 {side} {side}')
        assert not list(root.iter(SVG + 'image')), 'a drawing, not a picture inside a drawing'


def check_symbolic_icon_has_one_colour():
    colours = {element.get('fill') for element in ET.parse(ICONS['symbolic']).getroot().iter() if element.get('fill')}
    assert len(colours) == 1, f'GTK recolours it, so it has one colour: {colours}'


def check_icons_draw_at_every_size():
    if not shutil.which('rsvg-convert'):
        raise tap.Skip('rsvg-convert is not here')
    with tempfile.TemporaryDirectory() as folder:
        for name, path in ICONS.items():
            for side in (16, 64, 128):
                picture = Path(folder, f'{name}-{side}.png')
                tap.run('rsvg-convert', '--width', side, '--height', side, '--output', picture, path)
                head = picture.read_bytes()[:24]
                assert head.startswith(b'\x89PNG')
                assert int.from_bytes(head[16:20], 'big') == int.from_bytes(head[20:24], 'big') == side
                assert picture.stat().st_size > 120, f'{picture.name} is empty'


def check_xml_is_well_formed():
    paths = [path for path in tap.project_files() if path.suffix in ('.ui', '.xml', '.svg') or path.name.endswith('.xml.in')]
    assert len(paths) >= 4, paths
    tap.run('xmllint', '--noout', '--nonet', *paths)


def check_resources_list_every_file():
    listed = set()
    for path in (tap.ROOT / 'resources').glob('*.gresource.xml'):
        listed |= {path.parent / element.text for element in ET.parse(path).getroot().iter('file')}
    gone = [path for path in listed if not path.exists()]
    assert not gone, f'a resource list names files that are gone: {gone}'
    left = [path for path in (tap.ROOT / 'resources').rglob('*')
            if path.suffix in ('.ui', '.css', '.sql') and path not in listed]
    assert not left, f'no resource list names these: {left}'


def check_no_wheel_turns_unseen():
    # an animation on a page that nobody looks at keeps the processor busy for ever
    for path in (tap.ROOT / 'resources' / 'ui').rglob('*.ui'):
        assert 'name="spinning"' not in path.read_text(encoding='utf-8'), f'{path.name}: start the spinner when it is mapped'


def check_manual_page():
    if not shutil.which('man'):
        raise tap.Skip('man is not here')
    for program in ('sauda', 'saudactl'):
        said = tap.run('man', '--warnings', '--local-file', DATA / f'{program}.1', env={'MANWIDTH': '100'})
        assert 'warning' not in said.split(f'{program.upper()}(1)')[0], said


def check_completion_and_manual_name_the_programs_commands():
    completion = (DATA / 'completions' / 'saudactl').read_text(encoding='utf-8')
    offered = {f'{topic} {verb}' for topic, verbs in re.findall(r"^    \[(\w+)\]='([^']*)'", completion, re.MULTILINE)
               for verb in verbs.split()}
    page = (DATA / 'saudactl.1').read_text(encoding='utf-8').replace('\\-', '-')
    explained = set(re.findall(r'(?:^\.B |\\fB)([a-z]+ [a-z]+(?:-[a-z]+)*)\b', page, re.MULTILINE))
    said = tap.run(tap.BUILD / 'src' / 'saudactl', '--help', env={'LANGUAGE': 'en'})
    known = set(re.findall(r'^  ([a-z]+ [a-z]+(?:-[a-z]+)*)\b', said, re.MULTILINE))
    assert len(known) > 5, said
    assert offered == known, f'completion only: {offered - known}; not offered: {known - offered}'
    assert explained == known, f'manual only: {explained - known}; not explained: {known - explained}'


def check_manual_names_every_fault_of_the_practice_store():
    source = (tap.ROOT / 'src/core/practice/sauda-practice-faults.c').read_text(encoding='utf-8')
    known = re.findall(r'^  \{ "([a-z0-9-]+)",', source, re.MULTILINE)
    page = (DATA / 'saudactl.1').read_text(encoding='utf-8').replace('\\-', '-')
    assert len(known) > 5
    assert [name for name in known if f'.B {name}\n' not in page] == []


def check_help_of_each_command_explains_and_does_nothing():
    completion = (DATA / 'completions' / 'saudactl').read_text(encoding='utf-8')
    offered = {name: set(options.split()) for name, options in
               re.findall(r"^    \['?([a-z -]+)'?\]='(--[^']*)'", completion, re.MULTILINE)}
    page = (DATA / 'saudactl.1').read_text(encoding='utf-8').replace('\\-', '-')
    paragraphs = re.split(r'^\.(?:TP|SS .*|SH .*)\n', page, flags=re.MULTILINE)
    program = tap.BUILD / 'src' / 'saudactl'
    commands = re.findall(r'^  ([a-z]+(?: [a-z]+(?:-[a-z]+)*)?)\b', tap.run(program, '--help', env={'LANGUAGE': 'en'}), re.MULTILINE)
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, 'data')
        for command in commands:
            said = tap.run(program, '--data-dir', place, *command.split(), '--help', env={'LANGUAGE': 'en'}, cwd=folder)
            options = set(re.findall(r'^ {2,}(?:-\w, )?(--[a-z-]+)', said, re.MULTILINE)) - {'--help'}
            if f'saudactl {command}' not in said or options != offered.get(command, set()):
                wrong.append(f'{command}: {sorted(options)}, the completion offers {sorted(offered.get(command, ()))}')
            named = re.compile(rf'(?:^\.B |\\fB){command}(?![a-z-])')
            explained = '\n'.join(text for text in paragraphs if named.search(text.split('\n')[0]))
            wrong += [f'{command}: the manual lacks {option}' for option in options
                      if not re.search(rf'{option}(?![a-z-])', explained)]
        wrong += [f'{path.name} was written' for path in Path(folder).iterdir()]
    assert not wrong, '\n'.join(wrong)


def check_documents_name_commands_and_files_that_are_there():
    program, wrong = tap.BUILD / 'src' / 'saudactl', []
    commands = re.findall(r'^  ([a-z]+(?: [a-z]+(?:-[a-z]+)*)?)\b', tap.run(program, '--help', env={'LANGUAGE': 'en'}), re.MULTILINE)
    for name in ('README.md', 'HACKING.md'):
        text = (tap.ROOT / name).read_text(encoding='utf-8')
        for said in re.findall(r'`([^`\n]+)`', text):
            words = said.split()
            if words[0] == 'saudactl' and len(words) > 1:
                found = [command for command in commands if f'{" ".join(words[1:])} '.startswith(f'{command} ')]
                help_text = tap.run(program, *found[0].split(), '--help', env={'LANGUAGE': 'en'}) if found else ''
                # a topic alone, such as "saudactl cards"
                topic = len(words) == 2 and any(command.startswith(f'{words[1]} ') for command in commands)
                wrong += [f'{name}: {said}'] if not found and not topic else []
                wrong += [f'{name}: {said}: no {word}' for word in words if word.startswith('--') and word not in help_text]
            elif re.match(r'(?:tests|tools|data|src|resources|po)/[\w./-]+$', words[0]):
                wrong += [f'{name}: {said}'] if not (tap.ROOT / words[0]).exists() else []
    assert not wrong, 'named, and not there:\n' + '\n'.join(wrong)


def check_both_programs_tell_their_version_and_their_manuals_each_option():
    version = re.search(r"version: '([^']+)'", (tap.ROOT / 'meson.build').read_text(encoding='utf-8'))[1]
    for program in ('sauda', 'saudactl'):
        path = tap.BUILD / 'src' / program
        assert tap.run(path, '--version').split()[1].startswith(version)
        page = (DATA / f'{program}.1').read_text(encoding='utf-8').replace('\\-', '-')
        said = tap.run(path, '--help', env={'LANGUAGE': 'en'}).split('Application Options:')[-1]
        for option in set(re.findall(r'--[a-z-]+', said.split('\n\n')[0])):
            assert option in page, f'the manual of {program} lacks {option}'


def completed(*words):
    """What the completion offers after `saudactl` and these words, of which the last is being typed"""
    # bash-completion's own helpers are played, so that the check needs no package
    script = """
        complete() { :; }
        _init_completion() { words=(saudactl "${typed[@]}"); cword=${#typed[@]}; cur=${typed[-1]}; prev=${words[cword - 1]}; }
        _filedir() { COMPREPLY=("files:$1"); }
        . "$0"; typed=("$@"); _saudactl; printf '%s\\n' "${COMPREPLY[@]}"
    """
    return tap.run('bash', '-c', script, DATA / 'completions' / 'saudactl', *words).split()


def check_completion_offers_what_fits():
    assert completed('stor') == ['stores']
    assert set(completed('orders', '')) >= {'import', 'fetch', 'list'}
    assert completed('--data-dir', 'orders', 'la') == ['labels'], 'the value of an option is no command'
    assert completed('--practice', 'day', 'run', '--y') == ['--yes']
    assert completed('orders', 'import', '') == ['files:xlsx']
    assert completed('--lang', 'r') == ['ru']
    assert completed('day', 'run', '--out', '') == ['files:-d'], 'a folder'
    assert completed('day', 'report', '--out', '') == ['files:'], 'a file'


tap.main()
