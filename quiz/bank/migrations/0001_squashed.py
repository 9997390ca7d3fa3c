import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('bank', '0001_initial'), ('bank', '0002_initial'), ('bank', '0003_question_loaded'), ('bank', '0004_labels'), ('bank', '0005_workflow_and_batches'), ('bank', '0006_unsaved'), ('bank', '0007_order_by_id'), ('bank', '0008_pictures'), ('bank', '0009_kept_rows')]

    initial = True

    dependencies = [
        ('lectures', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=32, unique=True, verbose_name='tag')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(choices=[('publish', 'Publish'), ('submit', 'Send to review'), ('withdraw', 'Withdraw'), ('retire', 'Retire'), ('tag', 'Add the tag'), ('untag', 'Take the tag off')], max_length=16)),
                ('tag', models.CharField(blank=True, max_length=32)),
                ('refused', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'batch',
                'verbose_name_plural': 'batches',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='key')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('lecture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='lectures.lecture', verbose_name='lecture')),
            ],
            options={
                'verbose_name': 'material',
                'verbose_name_plural': 'materials',
                'ordering': ['lecture', 'key'],
                'constraints': [models.UniqueConstraint(fields=('lecture', 'key'), name='material_key_once_a_lecture')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True, verbose_name='file name')),
                ('alt', models.CharField(max_length=200, verbose_name='what it shows')),
                ('added_at', models.DateTimeField(verbose_name='added at')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['-added_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='picture_says_what_it_shows')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='key')),
                ('kind', models.CharField(max_length=32, verbose_name='kind')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=16, verbose_name='status')),
                ('status_at', models.DateTimeField(blank=True, null=True, verbose_name='status set at')),
                ('status_note', models.CharField(blank=True, max_length=200, verbose_name='said with the status')),
                ('loaded', models.JSONField(blank=True, default=dict, verbose_name='as last loaded from its file')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='place in the order')),
                ('lecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='lectures.lecture', verbose_name='lecture')),
                ('material', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='bank.material', verbose_name='material')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='lectures.section', verbose_name='section')),
                ('status_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='status set by')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['section__position', 'position', 'key'],
            },
        ),
        migrations.CreateModel(
            name='BatchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(blank=True, choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('retired', 'Retired')], max_length=16)),
                ('tags', models.JSONField(default=list)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='bank.batch')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bank.question')),
            ],
            options={
                'verbose_name': 'question of a batch',
                'verbose_name_plural': 'questions of a batch',
                'constraints': [models.UniqueConstraint(fields=('batch', 'question'), name='batch_row_once')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number of the revision')),
                ('stem', models.TextField(verbose_name='question')),
                ('explanation', models.TextField(blank=True, verbose_name='explanation')),
                ('settings', models.JSONField(blank=True, default=dict, verbose_name='settings of the kind')),
                ('material', models.TextField(blank=True, verbose_name='material')),
                ('level', models.CharField(choices=[('recall', 'Recall'), ('understand', 'Understand'), ('apply', 'Apply'), ('analyse', 'Analyse')], max_length=16, verbose_name='level')),
                ('difficulty', models.CharField(choices=[('easy', 'Easy'), ('medium', 'Medium'), ('hard', 'Hard')], max_length=16, verbose_name='difficulty')),
                ('source', models.JSONField(blank=True, default=list, verbose_name='source')),
                ('point', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='key point')),
                ('change', models.CharField(choices=[('first', 'First version'), ('wording', 'Wording'), ('key', 'Key')], default='first', max_length=8, verbose_name='change')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='reason for the change')),
                ('origin', models.CharField(choices=[('file', 'Content file'), ('web', 'Editor')], default='web', max_length=8, verbose_name='origin')),
                ('content_hash', models.CharField(max_length=64, verbose_name='checksum')),
                ('created_at', models.DateTimeField(verbose_name='written')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='bank.question', verbose_name='question key')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['question_id', '-number'],
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='revision_number_once_a_question'), models.CheckConstraint(condition=models.Q(('stem', ''), _negated=True), name='revision_asks_something'), models.CheckConstraint(condition=models.Q(('level__in', ['recall', 'understand', 'apply', 'analyse'])), name='revision_level_known'), models.CheckConstraint(condition=models.Q(('difficulty__in', ['easy', 'medium', 'hard'])), name='revision_difficulty_known'), models.CheckConstraint(condition=models.Q(('change__in', ['first', 'wording', 'key'])), name='revision_change_known')],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='current',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.revision', verbose_name='current revision'),
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place in the order')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('correct', models.BooleanField(default=False, verbose_name='is right')),
                ('reason', models.TextField(blank=True, verbose_name='why it is wrong')),
                ('match', models.TextField(blank=True, verbose_name='counterpart')),
                ('blank', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='blank')),
                ('marks', models.PositiveIntegerField(blank=True, null=True, verbose_name='marks, in hundredths')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='bank.revision', verbose_name='revision')),
            ],
            options={
                'verbose_name': 'option',
                'verbose_name_plural': 'options',
                'ordering': ['revision_id', 'position'],
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('revision', 'position'), name='option_position_once_a_revision'), models.CheckConstraint(condition=models.Q(('match', ''), ('text', ''), _negated=True), name='option_says_something')],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='tags',
            field=models.ManyToManyField(blank=True, related_name='questions', to='bank.tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='Unsaved',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=64)),
                ('typed', models.JSONField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'unsaved form',
                'verbose_name_plural': 'unsaved forms',
                'ordering': ['-at'],
                'constraints': [models.UniqueConstraint(fields=('person', 'place'), name='unsaved_once_a_person_and_place')],
            },
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('lecture', 'key'), name='question_key_once_a_lecture'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('current__isnull', False), _connector='OR'), name='question_published_has_revision'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'retired'])), name='question_status_known'),
        ),
    ]
