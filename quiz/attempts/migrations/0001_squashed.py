import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('attempts', '0001_initial'), ('attempts', '0002_initial'), ('attempts', '0003_initial'), ('attempts', '0004_rules_as_data'), ('attempts', '0005_labels'), ('attempts', '0006_late_answers'), ('attempts', '0007_order_by_id'), ('attempts', '0008_marks'), ('attempts', '0009_favourites')]

    initial = True

    dependencies = [
        ('bank', '0001_squashed'),
        ('classes', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='which try')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('due_at', models.DateTimeField(null=True, verbose_name='due')),
                ('due_reason', models.CharField(blank=True, choices=[('limit', 'time limit'), ('extra', 'time limit with extra time'), ('close', 'end of the quiz')], max_length=16, verbose_name='why due then')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='question last looked at')),
                ('handed_in_at', models.DateTimeField(null=True, verbose_name='handed in')),
                ('handed_in_by', models.CharField(blank=True, choices=[('trainee', 'the trainee'), ('clock', 'the clock, at the deadline'), ('organiser', 'the organiser')], max_length=16, verbose_name='handed in by')),
                ('marks', models.PositiveIntegerField(null=True, verbose_name='marks, in hundredths')),
                ('full_marks', models.PositiveIntegerField(verbose_name='full marks, in hundredths')),
                ('awaits', models.PositiveSmallIntegerField(default=0, verbose_name='answers waiting for marking')),
                ('pledged_at', models.DateTimeField(null=True, verbose_name='pledged honesty')),
                ('leaves', models.PositiveSmallIntegerField(default=0, verbose_name='times the page was left')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='classes.quiz', verbose_name='quiz')),
                ('trainee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to=settings.AUTH_USER_MODEL, verbose_name='trainee')),
            ],
            options={
                'verbose_name': 'attempt',
                'verbose_name_plural': 'attempts',
                'ordering': ['quiz_id', 'trainee_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('quiz', 'trainee', 'number'), name='attempt_number_once'), models.UniqueConstraint(condition=models.Q(('handed_in_at', None)), fields=('quiz', 'trainee'), name='attempt_one_open_a_quiz'), models.CheckConstraint(condition=models.Q(('marks__lte', models.F('full_marks'))), name='attempt_marks_within_full'), models.CheckConstraint(condition=models.Q(models.Q(('handed_in_at', None), ('marks', None)), models.Q(('handed_in_at__isnull', False), ('marks__isnull', False)), _connector='OR'), name='attempt_marked_when_handed_in')],
            },
        ),
        migrations.CreateModel(
            name='Favourite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bank.question', verbose_name='question')),
                ('trainee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to=settings.AUTH_USER_MODEL, verbose_name='trainee')),
            ],
            options={
                'verbose_name': 'favourite',
                'verbose_name_plural': 'favourites',
                'ordering': ['trainee_id', 'question_id'],
                'constraints': [models.UniqueConstraint(fields=('trainee', 'question'), name='favourite_once')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place in the paper')),
                ('order', models.JSONField(verbose_name='order of the options')),
                ('points', models.PositiveIntegerField(verbose_name='full marks, in hundredths')),
                ('answer', models.JSONField(null=True, verbose_name='answer')),
                ('sequence', models.PositiveBigIntegerField(default=0, verbose_name='number of the save')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('flagged', models.BooleanField(default=False, verbose_name='flagged')),
                ('marks', models.PositiveIntegerField(null=True, verbose_name='marks, in hundredths')),
                ('outcome', models.CharField(blank=True, choices=[('correct', 'Correct'), ('partly', 'Partly correct'), ('incorrect', 'Incorrect'), ('unanswered', 'Not answered'), ('awaiting', 'Waiting for marking')], max_length=16, verbose_name='outcome')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='attempts.attempt', verbose_name='attempt')),
                ('corrected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrects', to='bank.revision', verbose_name='key corrected by')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='bank.revision', verbose_name='revision')),
            ],
            options={
                'verbose_name': 'response',
                'verbose_name_plural': 'responses',
                'ordering': ['attempt_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'position'), name='response_position_once'), models.UniqueConstraint(fields=('attempt', 'revision'), name='response_revision_once'), models.CheckConstraint(condition=models.Q(('marks__lte', models.F('points'))), name='response_marks_within_points')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number of the decision')),
                ('criteria', models.JSONField(default=list, verbose_name='marks by criterion, in hundredths')),
                ('was', models.PositiveIntegerField(verbose_name='marks before, in hundredths')),
                ('marks', models.PositiveIntegerField(verbose_name='marks, in hundredths')),
                ('points', models.PositiveIntegerField(verbose_name='full marks, in hundredths')),
                ('comment', models.TextField(blank=True, max_length=1000, verbose_name='comment')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason for the change')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.revision', verbose_name='marked by the key of')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='markings', to='attempts.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'mark',
                'verbose_name_plural': 'marks',
                'ordering': ['response_id', '-number'],
                'constraints': [models.UniqueConstraint(fields=('response', 'number'), name='mark_number_once_a_response'), models.CheckConstraint(condition=models.Q(('marks__lte', models.F('points'))), name='mark_within_points'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='mark_changed_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ResponseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveBigIntegerField(verbose_name='number of the save')),
                ('answer', models.JSONField(null=True, verbose_name='answer')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('late', models.BooleanField(default=False, verbose_name='arrived too late to count')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='attempts.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'saved answer',
                'verbose_name_plural': 'saved answers',
                'ordering': ['response_id', 'id'],
                'constraints': [models.UniqueConstraint(fields=('response', 'sequence'), name='event_sequence_once')],
            },
        ),
    ]
